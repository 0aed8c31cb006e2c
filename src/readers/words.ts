import { wordsOf } from '../platform/ui/messages.ts'

const english = {
  'support.title': 'Support {newsroom}',
  'support.why':
    'In {year}, readers paid for {share} of our work. The more of it readers carry, the less anybody else has a say in it.',
  'support.why_plain':
    'We answer to readers because readers pay for the work. Every amount helps to keep it that way.',
  'often.legend': 'How often',
  'often.once': 'Once',
  'often.monthly': 'Monthly',
  'often.yearly': 'Yearly',
  'much.legend': 'How much',
  'much.other': 'Other',
  'much.field': 'Your amount in {currency}',
  'much.limits': 'From {least} to {most}.',
  'currency.label': 'Give in',
  'currency.now': '{currency}, chosen now',
  'extras.summary': 'Card fee and e-mail address',
  'fees.label': 'Cover the card fee too',
  'fees.sum': 'Then {total} is charged, and at least {base} reaches us.',
  'fees.other': 'The exact sum stands on the payment page before you pay.',
  'fees.caption': 'What Stripe keeps of a payment',
  'fees.card': 'Card',
  'fees.fee': 'Fee',
  'fees.standard': 'Consumer card from here',
  'fees.premium': 'Business or premium card from here',
  'fees.abroad': 'Card from abroad',
  'fees.explained': 'We reckon with the dearest card from here, so that your whole gift arrives.',
  'email.label': 'E-mail address',
  'email.hint': 'Optional. It is filled in for you on the payment page.',
  'give.button': 'Give',
  'give.other': 'your amount',
  'give.once': 'once',
  'give.monthly': 'a month',
  'give.yearly': 'a year',
  'answer.cancel': 'Cancel whenever you want, without a call and without a reason.',
  'answer.money': 'Your money pays for reporting: the people who find out, check and write.',
  'answer.cards':
    'Cards, Apple Pay, Google Pay and bank debit, on Stripe’s payment page. We never see your card.',
  'answer.name': 'Only our small reader desk sees your name. It is never published or passed on.',
  'order.frequency': 'Choose once, monthly or yearly.',
  'order.currency': 'Choose one of the currencies offered here.',
  'order.range': 'Choose an amount from {least} to {most}.',
  'order.step': '{currency} cannot be charged in steps this small: round the last digit.',
  'order.differ': 'The two amounts differ.',
  'order.amount_text': 'Write the amount as text, like "12.50".',
  'order.minor': 'Give a whole number of minor units, 1250 for 12.50.',
  'order.email': 'Write an e-mail address, like name@example.org.',
  'order.flag': 'Say yes or no.',
  'order.text': 'Write it as text.',
  'order.long': 'Write at most 200 characters.',
  'order.characters': 'This holds characters that cannot be kept.',
  'order.fields': 'Send the fields of an order.',
  'errors.title': 'Please look at this again',
  'errors.stale':
    'This form was open for more than a day. Nothing was charged. Check it and send it again.',
  'errors.expired':
    'The payment page of this form has expired. Nothing was charged. Check the form and send it again.',
  'errors.away':
    'The payment service does not answer. Nothing was charged. Send the form again in a moment.',
  'errors.amount':
    'The payment service cannot take this amount. Nothing was charged. Choose another one.',
  'errors.email': 'The payment service does not accept this e-mail address. Nothing was charged.',
  'errors.nonce':
    'The form was not sent from our page, or it has expired. Nothing was charged. Take a new form and send it again.',
  'errors.limited':
    'Too many payment pages were opened from your network. Nothing was charged. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  'thanks.title': 'Thank you',
  'thanks.once': 'Your gift of {amount} has reached us.',
  'thanks.monthly': 'You are a member now, with {amount} a month.',
  'thanks.yearly': 'You are a member now, with {amount} a year.',
  'thanks.receipt': 'The receipt comes by e-mail. Your bank statement shows {newsroom}.',
  'thanks.leave': 'You can change or end your membership at any time.',
  'thanks.pending_title': 'Your bank debit is under way',
  'thanks.pending':
    'Your bank was asked for {amount}. That takes a few working days; we write to you as soon as it has arrived.',
  'thanks.open_title': 'Nothing was paid yet',
  'thanks.open': 'The payment page is still open. Nothing was charged.',
  'thanks.open_link': 'Go back to the payment page',
  'thanks.expired_title': 'This payment page has expired',
  'thanks.expired': 'Nothing was charged.',
  'thanks.again': 'Back to the support page',
  'thanks.back': 'Back to where you were reading',
  'thanks.home': 'Back to {newsroom}',
} as const

/** The words of the readers' wing, in ICU message syntax. */
export const words = wordsOf(english, 'en')
export const locale = 'en'
