"""The pages inside the service: what they cost while nobody asks."""

from __future__ import annotations

import inspect

import gradio as gr
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio.queueing import Queue


def test_pages_that_nobody_uses_let_the_machine_rest(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    mounted = (getattr(getattr(route, "app", None), "blocks", None) for route in client.app.routes)
    (pages,) = (blocks for blocks in mounted if isinstance(blocks, gr.Blocks))
    assert pages._queue.sleep_when_free >= 0.01
    assert "sleep(self.sleep_when_free)" in inspect.getsource(Queue.start_processing), "Gradio waits otherwise now"
