"""stand-in"""
from __future__ import annotations
from dataclasses import dataclass
from datetime import date
import calendar, pandas as pd
class PeriodError(ValueError): ...
@dataclass(frozen=True, order=True)
class Period:
    year:int; month:int; kind:str="ytd"
    @property
    def key(self): return f"{self.year}-{self.month:02d}"
    @classmethod
    def from_key(cls,k): y,m=k.split("-"); return cls(int(y),int(m),"ytd")
    @property
    def first(self): return 1 if self.kind=="ytd" else self.month
    @property
    def end(self): return date(self.year,self.month,calendar.monthrange(self.year,self.month)[1])
def to_single_months(ytd):
    prev=ytd.shift(axis=1); prev[1]=0.0
    comb=pd.DataFrame(False,index=ytd.index,columns=ytd.columns); comb[2]=ytd[1].isna()&ytd[2].notna()
    prev[2]=prev[2].where(~comb[2],0.0)
    return ytd-prev, comb
