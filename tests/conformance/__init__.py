"""The client of releases against the TUF specification, through the command that public conformance tests call.

A small repository stands on a server on this machine; a station follows it by `conformance.client`. The tables of cases
are ours; what they try is what the specification (version 1.0) asks of a client.
"""
