"""The client of releases as a command, in the form that public conformance tests of TUF clients call."""
