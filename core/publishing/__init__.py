"""Making a catalogue: source files are read, checked, compiled and written as one SQLite file.

The only place that knows YAML. A machine that merely looks up apps never imports it.
"""
