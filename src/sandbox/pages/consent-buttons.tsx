/** How the payer's bank takes it, within the form that asks for their consent. */
export const ConsentButtons = () => (
  <div class="row">
    <button type="submit" name="authentication" value="complete">
      Complete
    </button>
    <button type="submit" name="authentication" value="fail" class="plain">
      Fail
    </button>
  </div>
)
