"""No two modules need each other."""

from __future__ import annotations

from graphlib import TopologicalSorter

import grimp


def test_no_modules_import_each_other() -> None:
    """Every module can be read before those that import it; imports for the sake of types count as well."""
    graph = grimp.build_graph("nstgov", exclude_type_checking_imports=False, cache_dir=None)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    order = list(TopologicalSorter(needs).static_order())  # a cycle is told with the modules on it
    assert order.index("nstgov.records.record") < order.index("nstgov.cli")
