"""The answer: three factors, the own assessment, the headline, and the card around them."""
