"""新年计划 and 年终: a plan year is begun and closed."""
