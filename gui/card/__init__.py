"""The parts of a card's page, one file each: all of them show values and decide nothing."""
