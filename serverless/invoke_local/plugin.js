// `npx serverless invoke local`: a function's own error is one sentence, as in `make invoke`, which sitecustomize.py
// prints: Python imports it at its start. After it stands what to do; what the framework would add is left out.
const { delimiter } = require("path");

module.exports = class InvokeLocal {
  constructor(serverless, options) {
    const runsHere = serverless.processedInput.commands.join(" ") === "invoke local";
    const name = options.function;
    this.hooks = {
      "before:invoke:local:invoke": () => {
        process.env.PYTHONPATH = [__dirname, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
      },
      error: ({ stderrBuffer }) => {
        if (!runsHere || stderrBuffer === undefined) return; // not Python's end, so the framework's own error
        if (/^(KeyError|TypeError|AttributeError|ValueError)\b/m.test(stderrBuffer))
          console.error(`${name} cannot work with this event. Compare it with test_events/${name}.json.`);
        else if (/^Error: (?!InputError)/m.test(stderrBuffer))
          console.error(
            `Without an AWS account or a network: make invoke FUNC=${name}, on the embedded AWS and sample blog.`,
          );
        process.exit(1);
      },
    };
  }
};
