"""Keys, signatures and the JSON that they are over: what is parsed strictly before it is believed."""
