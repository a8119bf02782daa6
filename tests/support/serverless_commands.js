// Runs several commands of the Serverless Framework one after the other in one process, each as its own CLI runs it:
//     node serverless_commands.js '[["invoke", "local", "-f", "..."], ["deploy", "function", "-f", "..."]]'
// Starting Node and loading the libraries takes most of a command's time. What is the framework's own is loaded anew
// for each, but for the validator of its schema, which has no state. A line with a bell and the command stands before
// each command's output. An error ends the process.
const path = require('path');

const cli = require.resolve(path.join(process.cwd(), 'node_modules', 'serverless', 'bin', 'serverless.js'));
const framework = path.join(path.dirname(path.dirname(cli)), path.sep);
const isItsOwn = (file) => file.startsWith(framework) && !file.includes('node_modules', framework.length);
const isStateless = (file) => path.basename(file) === 'resolve-ajv-validate.js';
const commands = JSON.parse(process.argv[2]);

function runNext() {
  const command = commands.shift();
  if (!command) return;
  process.stdout.write(`\x07${command.join(' ')}\n`);
  process.argv = [process.argv[0], cli, ...command];
  for (const file of Object.keys(require.cache)) if (isItsOwn(file) && !isStateless(file)) delete require.cache[file];
  delete EvalError.$serverlessCommandStartTime; // how the CLI tells that it is the main program
  require(cli);
}

process.on('beforeExit', runNext); // a command has ended when nothing of it is left to do
runNext();
