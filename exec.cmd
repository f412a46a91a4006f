@rem "exec" is a word of the shell that npm uses elsewhere (docs/operations.md, Signals); on Windows it is this file.
@%*
