"""Small reusable pieces of the window. Each is given values and tells what the user did."""
