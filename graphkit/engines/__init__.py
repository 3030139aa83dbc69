"""Extraction as a whole: articles -> the two statement files, on one machine or a cluster.

Extraction is a map over articles (`extract_all`), by one of three engines; a run (`Run`) reads
them, writes what is found, and can go on where a cut one stopped.
"""

from graphkit.engines.clusters import Cluster
from graphkit.engines.languages import is_english
from graphkit.engines.mapping import extract_all
from graphkit.engines.outputs import Existing, Output, prepare_output
from graphkit.engines.recovering import recorded_ids, records_path
from graphkit.engines.running import Job, LeftOut, Run, Tally, check_covered
from graphkit.engines.working import Result, Settings, record_of

__all__ = [
    "Cluster",
    "Existing",
    "Job",
    "LeftOut",
    "Output",
    "Result",
    "Run",
    "Settings",
    "Tally",
    "check_covered",
    "extract_all",
    "is_english",
    "prepare_output",
    "record_of",
    "recorded_ids",
    "records_path",
]
