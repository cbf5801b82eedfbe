"""The rule tables as data: levels, rows with ids, and the file they are read from."""
