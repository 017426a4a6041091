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
# Measured with benchmarks/startup.py; what each brings is in docs/engines.md.
_LEAN = (
    "-XX:+UseSerialGC",  # one small heap: no threads for collecting
    "-Des.queryable_built_in_roles_enabled=false",  # roles into an index, for a search that nobody here makes
    "-Xlog:disable",  # remarks on the archive of classes; why a JVM cannot start is printed all the same
)
# The optimising compiler competes with a start for the processor, and wins it back only after some 20,000 documents.
# Who gives a server a larger heap has a larger archive in mind.
_QUICK_COMPILER = "-XX:TieredStopAtLevel=1"
_LARGE_HEAP_MB = 1024
# Elasticsearch's checks of what its modules may do are called from instrumented JDK classes, through a few classes that
# its launcher patches into java.base. A patched java.base switches class-data sharing off, the JDK's own archive
# included. On the boot class path they are reached as well: the JVM lets every instrumented module read it.
_BRIDGE_ACCESS = (
    "--add-reads=org.elasticsearch.entitlement=ALL-UNNAMED",
    "--add-exports=org.elasticsearch.entitlement/org.elasticsearch.entitlement.initialization=ALL-UNNAMED",
)


def server_options(distribution: Distribution, *, heap_mb: int) -> list[str]:
    """Return the JVM's options that an archive of classes depends on, and no path of one state folder.

    Args:
        distribution: The Elasticsearch to run.
        heap_mb: Size of the Java heap in MiB.
    """
    (bridge,) = (distribution.home / "lib" / "entitlement-bridge").glob("*.jar")
    return [
        *_SERVER,
        f"-Des.path.home={distribution.home}",
        f"-Xbootclasspath/a:{bridge}",
        *_BRIDGE_ACCESS,
        f"-Xms{heap_mb}m",
        f"-Xmx{heap_mb}m",
        f"-XX:MaxDirectMemorySize={max(heap_mb // 2, 64)}m",
        *_LEAN,
        *([_QUICK_COMPILER] if heap_mb < _LARGE_HEAP_MB else []),
    ]


def server_command(
    jdk: Jdk, distribution: Distribution, *, heap_mb: int, temporary: Path, logs: Path, archive: Path
) -> list[str]:
    """Return the command that runs the server itself, as its launcher would but for the launcher.

    Args:
        jdk: The Java to run it on.
        distribution: The Elasticsearch to run.
        heap_mb: Size of the Java heap in MiB.
        temporary: Folder for temporary files, and for the list of loaded classes while there is no archive.
        logs: Folder for the JVM's crash reports.
        archive: Prepared classes, used when the file is there.
    """
    return [
        os.fspath(jdk.executable),
        *server_options(distribution, heap_mb=heap_mb),
        f"-XX:SharedArchiveFile={archive}" if archive.exists() else f"-XX:DumpLoadedClassList={class_list(temporary)}",
        f"-Djava.io.tmpdir={temporary}",
        f"-Duser.home={temporary}",
        f"-XX:ErrorFile={logs}/hs_err_pid%p.log",
        *_main(distribution),
    ]


def archive_command(jdk: Jdk, distribution: Distribution, *, heap_mb: int, temporary: Path, made: Path) -> list[str]:
    """Return the command that makes an archive out of the listed classes.

    Args:
        jdk: As for the server.
        distribution: As for the server.
        heap_mb: As for the server.
        temporary: As for the server that listed the classes.
        made: The file to write.
    """
    return [
        os.fspath(jdk.executable),
        *server_options(distribution, heap_mb=heap_mb),
        "-Xshare:dump",
        f"-XX:SharedClassListFile={class_list(temporary)}",
        f"-XX:SharedArchiveFile={made}",
        *_main(distribution),
    ]


def class_list(temporary: Path) -> Path:
    """Return where a server lists the classes it loads."""
    return temporary / "classes.list"


def _main(distribution: Distribution) -> list[str]:
    return ["--module-path", os.fspath(distribution.home / "lib"), "-m", _MAIN]


def server_environment(temporary: Path) -> dict[str, str]:
    """Return the environment of the server: nothing of ours, and a locale in which any path can be named."""
    folder = os.fspath(temporary)
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOSTNAME": "localhost", "TMPDIR": folder, "LIBFFI_TMPDIR": folder}
