"""Serves Spark Connect with Sail until standard input ends; prints the port."""

from __future__ import annotations

import sys

from pysail.spark import SparkConnectServer

server = SparkConnectServer()
server.start(background=True)
print(server.listening_address[1], flush=True)
sys.stdin.read()
