import { expect } from 'vitest'
import { watchAlarms } from '../../../../src/staff/operations/alarms/watch.ts'
import { calmHouse, shelve, testWithReceiver as test } from './house.ts'

const url = 'http://127.0.0.1:8787/desk/operations'
const oneShelved = {
  ...{ cause: 'shelf_not_empty', state: 'open', url },
  summary: 'One object of Stripe’s could not be read and waits on the shelf',
}
const emptied = { ...oneShelved, state: 'over', summary: 'The shelf is empty' }

test('where nothing is the matter nobody is told', async ({ db, receiver }) => {
  const house = await calmHouse(db, { alertUrl: receiver.url, alertEmail: 'ops@example.org' })
  await house.watch()
  expect([await house.open(), receiver.told, await house.mails()]).toEqual([[], [], []])
})

test('a cause is told once while it lasts, once when it is over, and again when it comes back', async ({
  db,
  receiver,
}) => {
  const house = await calmHouse(db, { alertUrl: receiver.url })
  await shelve(db, ['ch_1'])
  await house.watch()
  await shelve(db, ['ch_1', 'ch_2'])
  await house.watch()
  expect(await house.open()).toEqual([
    ['shelf_not_empty', '2 objects of Stripe’s could not be read and wait on the shelf'],
  ])
  expect(receiver.told).toEqual([{ ...oneShelved, at: '2026-03-10T10:00:30.000Z' }])

  await shelve(db, [])
  await house.watch()
  await house.watch()
  expect(await house.open()).toEqual([])
  expect(receiver.told.slice(1)).toEqual([{ ...emptied, at: '2026-03-10T10:01:30.000Z' }])

  await shelve(db, ['ch_1'])
  await house.watch()
  expect(receiver.told.slice(2)).toEqual([{ ...oneShelved, at: '2026-03-10T10:02:30.000Z' }])
})

test('a mail says in plain words what is the matter, what to do, and when it is over', async ({
  db,
}) => {
  const house = await calmHouse(db, { alertEmail: 'ops@example.org' })
  await shelve(db, ['ch_1'])
  await house.watch()
  await shelve(db, [])
  await house.watch()
  const [over, opened] = await house.mails()
  expect(opened).toMatchObject({
    to: 'ops@example.org',
    subject: `The Harbour Post: ${oneShelved.summary}`,
    text: expect.stringMatching(
      /waits on the shelf\.\n\n.*replay --all.*\n\nhttp:.*operations\n\n--/s,
    ),
  })
  expect(over).toMatchObject({
    subject: 'The Harbour Post: The shelf is empty',
    text: expect.stringContaining(`The shelf is empty.\n\nOperations:\n\n${url}\n\n--`),
  })
})

test('a receiver that does not take it is told again, ever more rarely, and the end after the beginning', async ({
  db,
  receiver,
}) => {
  const house = await calmHouse(db, { alertUrl: receiver.url, alertEmail: 'ops@example.org' })
  receiver.answers.status = 500
  await shelve(db, ['ch_1'])
  for (let minutes = 0; minutes < 10; minutes += 0.5) await house.watch()
  // after 0, 0:30, 1:30, 3:30 and 7:30 minutes
  expect(receiver.told).toHaveLength(5)
  await shelve(db, [])
  await house.watch()
  expect(await house.mails()).toHaveLength(2) // nobody waits for another

  receiver.answers.status = 204
  house.machine.move(3600)
  await house.watch()
  await house.watch()
  await house.watch()
  expect(receiver.told.slice(5)).toMatchObject([{ state: 'open' }, { state: 'over' }])
})

test('of many processes that look and tell at one time, one does', async ({ db, receiver }) => {
  const house = await calmHouse(db, { alertUrl: receiver.url })
  await shelve(db, ['ch_1'])
  house.machine.move(30)
  await Promise.all([1, 2, 3, 4, 5].map(() => watchAlarms(house.deps)))
  await Promise.all([1, 2, 3, 4, 5].map(() => watchAlarms(house.deps)))
  expect(receiver.told).toHaveLength(1)
})

test('what a process had opened and not yet told is told by the next', async ({ db, receiver }) => {
  const house = await calmHouse(db)
  await shelve(db, ['ch_1'])
  await house.watch() // nobody has asked to be told
  await house.watch({ config: { ...house.deps.config, alertUrl: receiver.url } })
  expect(receiver.told).toEqual([{ ...oneShelved, at: '2026-03-10T10:00:30.000Z' }])
})
