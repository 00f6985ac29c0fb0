"""The tables: an append-only log in parquet, read as one immutable snapshot."""

from indicators.store.commits import (
    ACTION,
    APPEND,
    BY,
    FILE,
    REMOVE,
    RESTORE,
    SHA256,
    UPLOAD,
    WITHDRAW,
    Change,
)
from indicators.store.demo import count_demo, demo_rows, demo_switches, switch_demo, with_demo
from indicators.store.errors import StoreDamagedError, StoreError, StoreWriteError, is_panic
from indicators.store.joint import update_together
from indicators.store.log import CHECKSUMS, LOG, Damage, Turn, as_rows, entry_path, read_entry, turn_of
from indicators.store.remote import WatchedStore, storage_trouble
from indicators.store.schemas import (
    COMMIT,
    CURRENT,
    DEMO,
    JOINT_UPLOADS,
    KEYS,
    MADE,
    PUBLIC,
    REPORTED,
    SHOWN,
    WITHDRAWN,
)
from indicators.store.seed import open_store, shared_store
from indicators.store.snapshot import Snapshot
from indicators.store.store import SYSTEM, Store
from indicators.store.upload import JOINT, Upload
from indicators.store.uploaded_files import UploadedFiles, files_at, safe_name
from indicators.store.withdrawal import last_commit, restore_rows, withdraw_rows

__all__ = [
    "ACTION", "APPEND", "BY", "CHECKSUMS", "COMMIT", "CURRENT", "DEMO", "FILE", "JOINT", "JOINT_UPLOADS", "KEYS",
    "LOG", "MADE", "PUBLIC", "REMOVE", "REPORTED", "RESTORE", "SHA256", "SHOWN", "SYSTEM", "UPLOAD", "WITHDRAW",
    "WITHDRAWN", "Change", "Damage", "Snapshot", "Store", "StoreDamagedError", "StoreError", "StoreWriteError",
    "Turn", "Upload", "UploadedFiles", "WatchedStore", "as_rows", "count_demo", "demo_rows", "demo_switches",
    "entry_path", "files_at", "is_panic", "last_commit", "open_store", "read_entry", "restore_rows", "safe_name",
    "shared_store", "storage_trouble", "switch_demo", "turn_of", "update_together", "with_demo", "withdraw_rows",
]  # fmt: skip
