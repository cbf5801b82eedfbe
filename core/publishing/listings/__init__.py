"""Lists of apps that nobody has assessed: read line by line, joined to listings, put beside the dossiers.

`importing` brings a list into the catalogue in use, `form` writes and reads the normalised form that a source folder
may hold. What is decided on the way, and why, stands in docs/formats/listings.md.
"""
