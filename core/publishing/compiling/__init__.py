"""Turns source files that passed every check into values."""

from core.publishing.compiling.whole import compile_content

__all__ = ["compile_content"]
