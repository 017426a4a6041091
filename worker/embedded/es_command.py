"""The command line of Elasticsearch's own JVM, as its launcher would build it, less what slows a small node's start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from worker.embedded.distribution import Distribution
    from worker.embedded.java import Jdk

_MAIN = "org.elasticsearch.server/org.elasticsearch.bootstrap.Elasticsearch"

# What the server itself needs, whatever its size (the launcher's SystemJvmOptions and jvm.options).
_SERVER = (
    "-Des.networkaddress.cache.ttl=60",
    "-Des.networkaddress.cache.negative.ttl=10",
    "-Xss1m",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF-8",
    "-Djna.nosys=true",
    "-XX:-OmitStackTraceInFastThrow",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.noKeySetOptimization=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.codecs.lucene99=org.elasticsearch.server",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.codecs.hnsw=org.elasticsearch.server",
    "--add-opens=org.apache.lucene.core/org.apache.lucene.internal.vectorization=org.elasticsearch.server",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
    "-Dlog4j2.formatMsgNoLookups=true",
    "-Djava.locale.providers=CLDR",
    "-Dorg.apache.lucene.vectorization.upperJavaFeatureVersion=25",
    "-Dorg.apache.lucene.store.defaultReadAdvice=normal",
    "-Dorg.apache.lucene.store.MMapDirectory.sharedArenaMaxPermits=1",
    "-Des.distribution.type=zip",
    "-Des.java.type=ES_JAVA_HOME",
    "--enable-native-access=org.elasticsearch.nativeaccess,org.elasticsearch.foreign,org.apache.lucene.core",
    "--enable-native-access=ALL-UNNAMED",
    "-XX:+EnableDynamicAgentLoading",
    "-Djdk.attach.allowAttachSelf=true",
    "-XX:+ExitOnOutOfMemoryError",
    "--add-modules=jdk.incubator.vector",
    "--add-modules=jdk.net",
    "--add-modules=jdk.management.agent",
    "--add-modules=ALL-MODULE-PATH",
)
_BRIDGE_EXPORTS = (
    "--add-exports=java.base/org.elasticsearch.entitlement.bridge=org.elasticsearch.entitlement,"
    "java.logging,java.net.http,java.naming,jdk.net,jdk.zipfs,jdk.management.agent"
)


def server_command(jdk: Jdk, distribution: Distribution, *, heap_mb: int, temporary: Path, logs: Path) -> list[str]:
    """Return the command that runs the server in this process's place of the launcher.

    Args:
        jdk: The Java to run it on.
        distribution: The Elasticsearch to run.
        heap_mb: Size of the Java heap in MiB.
        temporary: Folder for temporary files.
        logs: Folder for the JVM's crash reports.
    """
    home = os.fspath(distribution.home)
    return [
        os.fspath(jdk.executable),
        *_SERVER,
        f"-Des.path.home={home}",
        *_bridge(distribution.home),
        f"-Xms{heap_mb}m",
        f"-Xmx{heap_mb}m",
        f"-XX:MaxDirectMemorySize={max(heap_mb // 2, 64)}m",
        f"-Djava.io.tmpdir={temporary}",
        f"-Duser.home={temporary}",
        f"-XX:ErrorFile={logs}/hs_err_pid%p.log",
        "-XX:+UseSerialGC",
        "--module-path",
        f"{home}/lib",
        "-m",
        _MAIN,
    ]


def server_environment(temporary: Path) -> dict[str, str]:
    """Return the environment of the server: nothing of ours, and a locale in which any path can be named."""
    folder = os.fspath(temporary)
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOSTNAME": "localhost", "TMPDIR": folder, "LIBFFI_TMPDIR": folder}


def _bridge(home: Path) -> list[str]:
    """Return the options by which Elasticsearch's own checks of what its modules may do reach into the JDK."""
    (bridge,) = (home / "lib" / "entitlement-bridge").glob("*.jar")
    return [f"--patch-module=java.base={bridge}", _BRIDGE_EXPORTS]
