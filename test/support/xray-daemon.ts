import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A segment document as the X-Ray SDK sends it. */
export interface SegmentDocument {
  readonly id: string;
  readonly name: string;
  readonly trace_id: string;
  readonly parent_id?: string;
  readonly type?: string;
  readonly in_progress?: boolean;
  readonly end_time?: number;
  readonly error?: boolean;
  readonly fault?: boolean;
  readonly annotations?: Record<string, unknown>;
  readonly metadata?: Record<string, Record<string, unknown>>;
  readonly cause?: { readonly exceptions: { readonly type: string; readonly message: string }[] };
  readonly subsegments?: SegmentDocument[];
}

export interface XRayDaemon {
  /** For `AWS_XRAY_DAEMON_ADDRESS`. */
  readonly address: string;
  /** What has arrived so far. */
  readonly documents: readonly SegmentDocument[];
  close(): Promise<void>;
}

/** A UDP socket in the daemon's place. */
export async function startXRayDaemon(): Promise<XRayDaemon> {
  // Room for what a process sends in one go.
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 });
  const documents: SegmentDocument[] = [];
  socket.on('message', (datagram) => {
    const [, document = '{}'] = datagram.toString('utf8').split('\n', 2);
    documents.push(JSON.parse(document) as SegmentDocument);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { address, port } = socket.address() as AddressInfo;
  return {
    address: `${address}:${port}`,
    documents,
    close: () =>
      new Promise((done) => {
        socket.close(() => done());
      }),
  };
}
