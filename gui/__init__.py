"""The window. Knows core; core never knows the window."""
