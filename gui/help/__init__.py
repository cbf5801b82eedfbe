"""The help: what its pages say, as values, and the widgets that show them."""
