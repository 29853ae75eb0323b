"""The server as a child process: it serves, falls, comes back, and takes commands beside it."""

from pathlib import Path

from tests.servers import Server


def test_it_serves_until_it_falls_and_comes_back_on_the_same_port(tmp_path: Path) -> None:
    server = Server(tmp_path).start()
    address = server.url
    server.kill()
    assert not server.is_healthy()
    assert server.restart().is_healthy()
    assert server.url == address
    server.terminate()


def test_it_makes_a_consultation_while_it_serves(server: Server) -> None:
    made = server.new_by_command(template="process", hold="0")
    assert made["join_url"].startswith(server.url)
    assert len(made["questions"]) > 0
