# Figures.
reports-span = The days do not fit: the first must not be after the last, and a year is the longest.
reports-week-unreadable = A week is written as in 2026-W47.
reports-measure-unknown = There is no such figure.
