import { layPacket, type OutgoingPacket } from './layPacket';
import { quarantinePacket, removePacket, type QuarantineReason } from './clearPacket';
import { nodePacketFiles, type PacketFiles } from './packetFiles';
import { listPackets, readPacket, type PacketFolder, type PacketLimits } from './takePacket';

/**
 * The transport: folders shared with the EDMS client, one folder per packet. It knows files and envelopes, not messages
 * or registries. What waits, what is applied and what is refused is decided above; here nothing is removed unasked.
 */
export interface EdmsFolder {
  layPacket(packet: OutgoingPacket): ReturnType<typeof layPacket>;
  listPackets(incoming: string): ReturnType<typeof listPackets>;
  readPacket(packet: PacketFolder, limits?: PacketLimits): ReturnType<typeof readPacket>;
  /** Refuses a folder that does not lie directly in `incoming`. */
  removePacket(incoming: string, packet: PacketFolder): ReturnType<typeof removePacket>;
  quarantinePacket(
    incoming: string,
    packet: PacketFolder,
    quarantine: string,
    reason: QuarantineReason,
  ): ReturnType<typeof quarantinePacket>;
}

export const createEdmsFolder = (files: PacketFiles = nodePacketFiles): EdmsFolder => ({
  layPacket: (packet) => layPacket(files, packet),
  listPackets: (incoming) => listPackets(files, incoming),
  readPacket: ({ path }, limits) => readPacket(files, path, limits),
  removePacket: (incoming, { path }) => removePacket(files, incoming, path),
  quarantinePacket: (incoming, { path }, quarantine, reason) =>
    quarantinePacket(files, incoming, path, quarantine, reason),
});
