"""Tables in an object store."""

from indicators.store.remote.watched import WatchedStore, storage_trouble

__all__ = ["WatchedStore", "storage_trouble"]
