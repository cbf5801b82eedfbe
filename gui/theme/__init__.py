"""How everything looks: colours, type, spacing, icons. No other package names a colour or a size of type."""

from gui.theme.metrics import TextStyle
from gui.theme.palette import Tokens, Tone, tokens_of

__all__ = ["TextStyle", "Tokens", "Tone", "tokens_of"]
