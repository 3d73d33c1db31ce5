# SPDX-License-Identifier: Apache-2.0
"""A proxy before a server that notes the statements (Query messages) that pass.

It is a process of its own: psycopg2's cancel() waits for the server without letting other threads
of its process run.
"""
import multiprocessing
import socket
import struct
import threading


class Wiretap:
    """Listens on a port of its own; `take()` gives what was said since the last call."""

    def __init__(self, host, port):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.pipe, far_end = multiprocessing.Pipe()
        args = (listener, (host, port), far_end)
        multiprocessing.Process(target=listen, args=args, daemon=True).start()

    def take(self):
        self.pipe.send("take")
        return self.pipe.recv()


def listen(listener, server, pipe):
    statements = []
    threading.Thread(target=accept, args=(listener, server, statements), daemon=True).start()
    while pipe.recv():
        taken = list(statements)
        del statements[: len(taken)]
        pipe.send(taken)


def accept(listener, address, statements):
    while True:
        client, _ = listener.accept()
        server = socket.create_connection(address)
        for s in client, server:
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        args = (client, server, statements)
        threading.Thread(target=from_client, args=args, daemon=True).start()
        threading.Thread(target=from_server, args=(client, server), daemon=True).start()


def from_server(client, server):
    try:
        while data := server.recv(65536):
            client.sendall(data)
    except OSError:
        pass
    finally:
        hang_up(client)


def from_client(client, server, statements):
    stream = client.makefile("rb")
    try:
        length = stream.read(4)  # the start-up packet or a cancel request, which have no tag
        if len(length) == 4:
            server.sendall(length + stream.read(struct.unpack("!I", length)[0] - 4))
        while head := stream.read(5):
            body = stream.read(struct.unpack("!I", head[1:])[0] - 4)
            if head[:1] == b"Q":
                statements.append(body[:-1].decode("utf-8"))
            server.sendall(head + body)
    except OSError:
        pass
    finally:
        hang_up(server)


def hang_up(connection):
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
