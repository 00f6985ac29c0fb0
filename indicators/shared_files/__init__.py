"""Small files that all servers share: beside the tables, in a folder or in an object store."""

from indicators.shared_files.bucket import ANSWER_SECONDS, CONNECT_SECONDS, RETRIES, Bucket
from indicators.shared_files.files import SharedFiles, is_remote, shared_files
from indicators.shared_files.folder import Folder
from indicators.shared_files.whole import sync_file, sync_folder, write_whole

__all__ = [
    "ANSWER_SECONDS", "CONNECT_SECONDS", "RETRIES", "Bucket", "Folder", "SharedFiles", "is_remote", "shared_files",
    "sync_file", "sync_folder", "write_whole",
]  # fmt: skip
