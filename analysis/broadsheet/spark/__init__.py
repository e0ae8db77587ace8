"""The load on a cluster: executors read batches through Spark Connect, the driver commits."""

from broadsheet.spark.engine import SparkEngine
from broadsheet.spark.loader import load
from broadsheet.spark.session import connected

__all__ = ["SparkEngine", "connected", "load"]
