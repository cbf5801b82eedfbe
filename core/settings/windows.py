"""Asks Windows what no environment variable is trusted with: the common folder, and to whom a file belongs."""

import ctypes
import sys
from pathlib import Path

_PROGRAM_DATA = "62AB5D82-FDC1-4DC3-A9DD-070D1D495D97"
_FILE_OBJECT, _OWNER = 1, 1
_LOCAL_SYSTEM, _ADMINISTRATORS = 22, 26
"""Kinds of well-known security identifiers."""

if sys.platform == "win32":

    def common_folder() -> Path | None:
        """The folder for data of all users; None where Windows does not tell."""
        import uuid

        known = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(_PROGRAM_DATA).bytes_le)
        found = ctypes.c_wchar_p()
        failed = ctypes.windll.shell32.SHGetKnownFolderPath(ctypes.byref(known), 0, None, ctypes.byref(found))
        try:
            return Path(found.value) if not failed and found.value else None
        finally:
            ctypes.windll.ole32.CoTaskMemFree(found)

    def belongs_to_administrators(path: Path) -> bool:
        """Whether the owner of a file or folder is the system or the group of administrators.

        Raises:
            OSError: Windows does not tell.
        """
        owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
        security = ctypes.windll.advapi32
        failed = security.GetNamedSecurityInfoW(
            str(path), _FILE_OBJECT, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
        )
        if failed:
            raise OSError(failed, "owner unknown")
        try:
            return any(security.IsWellKnownSid(owner, kind) for kind in (_ADMINISTRATORS, _LOCAL_SYSTEM))
        finally:
            ctypes.windll.kernel32.LocalFree(descriptor)
