"""The organisation's own rulings, and exemptions in force, as plain values."""
