"""stand-in"""
from __future__ import annotations
import threading, uuid
from dataclasses import dataclass
from datetime import datetime, UTC
from functools import cached_property
from pathlib import Path
import pandas as pd, pyarrow as pa
from deltalake import DeltaTable, write_deltalake
from indicators.tables import SCHEMAS, KEYS, PARTITIONS, DEMO, REPORTED

class StoreError(Exception): ...

@dataclass(frozen=True)
class Upload:
    id: str; by: str; at: datetime; file: str=""; sha256: str=""; note: str=""
    @classmethod
    def new(cls, by, file="", content=b""): return cls(uuid.uuid4().hex, by, datetime.now(UTC), file)

@dataclass(frozen=True, eq=False)
class Snapshot:
    versions: dict; log: dict
    @property
    def version(self): return "".join(k[0]+str(v) for k,v in self.versions.items())
    def _cur(self, t):
        f=self.log[t]; d=f["origin"]==DEMO
        if t=="observations":
            real=set(f.loc[~d,"indicator"]); f=f[~(d & f["indicator"].isin(real))]
        return f.assign(_o=f["origin"].eq(DEMO)).sort_values(["reported_at","_o"],kind="stable").drop(columns="_o").drop_duplicates(list(KEYS[t]),keep="last").reset_index(drop=True)
    @cached_property
    def observations(self): return self._cur("observations")
    @cached_property
    def plans(self): return self._cur("plans")
    @cached_property
    def tasks(self): return self._cur("tasks")
    @cached_property
    def catalogue(self): return self._cur("catalogue")
    @cached_property
    def follow_ups(self): return self._cur("follow_ups")

class Store:
    def __init__(self, root): self.root=Path(root); self._s=None
    def _path(self,t): return str(self.root/t)
    def create(self, seed):
        for t in SCHEMAS:
            if not DeltaTable.is_deltatable(self._path(t)):
                self.root.mkdir(parents=True, exist_ok=True)
                write_deltalake(self._path(t), self._rows(t, seed.get(t, pd.DataFrame()), Upload("seed","系统",datetime.now(UTC))), partition_by=PARTITIONS[t] or None)
        return True
    def _rows(self,t,rows,u):
        rows=rows.assign(upload=u.id, reported_by=u.by, reported_at=pd.Timestamp(u.at))
        cols=[]
        for f in SCHEMAS[t]:
            c=rows[f.name].astype(object).where(rows[f.name].notna(), None).tolist() if f.name in rows else [None]*len(rows)
            if pa.types.is_string(f.type) and f.name!="period": c=[x or "" for x in c]
            cols.append(pa.array(c,type=f.type))
        return pa.Table.from_arrays(cols, schema=SCHEMAS[t])
    def append(self,t,rows,upload):
        write_deltalake(self._path(t), self._rows(t,rows,upload), mode="append"); return 0
    def version(self): return {t: DeltaTable(self._path(t)).version() for t in SCHEMAS}
    def snapshot(self, at=None):
        v=self.version()
        if self._s is None or self._s.versions!=v:
            self._s=Snapshot(v,{t: DeltaTable(self._path(t)).to_pandas() for t in SCHEMAS})
        return self._s
