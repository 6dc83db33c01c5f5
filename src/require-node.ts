// Imported first, for its effect alone. It imports nothing and uses only old syntax, so that an older
// Node gets as far as the sentence.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 24 || (major === 24 && minor < 16)) {
  process.stderr.write(
    `Greenroom needs Node 24.16 or newer; this is ${process.versions.node}. ` +
      'Run it through npm (npm start), which uses the Node that the project installs.\n',
  )
  process.exit(1)
}
