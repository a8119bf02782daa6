// `npx serverless invoke local`: a function's own error is one sentence, as in `make invoke`, and the command ends with
// what to do. sitecustomize.py, which Python imports at its start, leaves its traceback out; the framework's is left out
// here.
const { delimiter } = require("path");

module.exports = class InvokeLocal {
  constructor(serverless, options) {
    const runsHere = serverless.processedInput.commands.join(" ") === "invoke local";
    this.hooks = {
      "before:invoke:local:invoke": () => {
        process.env.PYTHONPATH = [__dirname, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
      },
      error: (error) => {
        if (!runsHere || error.stderrBuffer === undefined) return; // not Python's end, so the framework's own error
        error.decoratedMessage =
          `${options.function} failed, for the reason above. Compare its event with test_events/${options.function}.json. ` +
          `Without an AWS account or a network: make invoke FUNC=${options.function}, on the embedded AWS and sample blog`;
      },
    };
  }
};
