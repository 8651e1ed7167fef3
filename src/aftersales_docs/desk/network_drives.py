"""Telling a network drive, where SQLite's locks and shared memory can't be relied on."""

from __future__ import annotations

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|glusterfs|lustre|ncpfs|davfs|ocfs2|gfs2|beegfs|"
    # Folders shared with a virtual machine's host have no shared memory either.
    r"gpfs|orangefs|pvfs2|coda|webdav|vboxsf|vmhgfs|prl_fs|virtiofs|"
    r"fuse\.(sshfs|s3fs|rclone|glusterfs|ceph|davfs2?|gcsfuse|smbnetfs|curlftpfs|mfs|juicefs|"
    r"vmhgfs-fuse|gvfsd-fuse|blobfuse2?|goofys|mount-s3|lizardfs|moosefs|seaweedfs|cephfs|"
    r"google-drive-ocamlfuse|onedriver|fuse-nfs|hdfs)"
)
_ESCAPED = re.compile(r"\\([0-7]{3})")


def network_file_system(folder: Path, mounts: str | None = None) -> str:
    """The file system of ``folder`` if it comes over the network; empty if not, or not known.

    ``mounts`` is what the system says of its mounts, a line each.
    """
    if str(folder).startswith("\\\\"):
        return "UNC"
    if mounts is None:
        try:
            mounts = MOUNTS.read_text(encoding="utf-8", errors="replace")
        except OSError:  # Not Linux: nothing is known.
            return ""
    real = folder.resolve()
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        # Of two mounts at one point the later is the one that is seen.
        if real.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found if _NETWORK.fullmatch(found) else ""
