// What browsers and newer versions of Node have.
import WebSocket from 'ws';

globalThis.WebSocket ??= WebSocket;
