"""Long ways through the program, from one end to the other."""
