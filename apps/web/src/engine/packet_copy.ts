// SPDX-License-Identifier: Apache-2.0
// A film's tracks whose packets are copied unchanged, in step with the sound that is made.
import {EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource} from "mediabunny";
import type {EncodedPacket, InputAudioTrack, InputTrack, InputVideoTrack, Output} from "mediabunny";
import {threeLetters} from "./language";
import {Told} from "./told";
import {written} from "./written";

interface Out { add(packet: EncodedPacket, first: boolean): Promise<void>; close(): void }

/** What a track says of itself. */
export async function said(track: InputTrack) {
  return {languageCode: threeLetters(await track.getLanguageCode()), name: await track.getName() ?? undefined,
          disposition: await track.getDisposition()};
}

export class PacketCopy {
  private readonly packets: AsyncGenerator<EncodedPacket, void>;
  private reachedS = -Infinity;  // time of the newest packet that was added
  private lengthS = 0;            // of the newest that says it
  private ended = false;

  private constructor(track: InputTrack, private readonly originS: number, private readonly out: Out) {
    this.packets = new EncodedPacketSink(track).packets();
  }

  static async picture(output: Output, track: InputVideoTrack, originS: number): Promise<PacketCopy> {
    const codec = await track.getCodec(), decoderConfig = await track.getDecoderConfig();
    if (codec === null || decoderConfig === null || !output.format.getSupportedVideoCodecs().includes(codec)) {
      throw new Told("This film's picture is of a kind that cannot be copied here; export the sound alone.");
    }
    const source = new EncodedVideoPacketSource(codec), told = await said(track);
    // Rotation and mirroring.
    const transformationMatrix = await track.getTransformationMatrix();
    await written(() => output.addVideoTrack(source, {...told, transformationMatrix}));
    return new PacketCopy(track, originS, {
      add: (packet, first) => source.add(packet, first ? {decoderConfig} : undefined), close: () => source.close()});
  }
  /** Of a track whose code is known. */
  static async sound(output: Output, track: InputAudioTrack, originS: number): Promise<PacketCopy> {
    const codec = (await track.getCodec())!, decoderConfig = (await track.getDecoderConfig())!;
    const source = new EncodedAudioPacketSource(codec), told = await said(track);
    // What is heard is the sound that players begin with.
    const disposition = {...told.disposition, default: false, primary: false};
    await written(() => output.addAudioTrack(source, {...told, disposition}));
    return new PacketCopy(track, originS, {
      add: (packet, first) => source.add(packet, first ? {decoderConfig} : undefined), close: () => source.close()});
  }

  /**
   * Copies up to a time of the programme, in s, and one packet more. The tracks are interleaved only as far as the next
   * packet of each is known, and what waits is kept in memory: a track that begins late or pauses must not hold up the
   * others, nor one that has ended.
   */
  async until(timeS: number): Promise<void> {
    while (!this.ended && this.reachedS <= timeS) {
      const packet = (await this.packets.next()).value ?? null;
      if (packet === null) {
        this.ended = true;
        await written(() => this.out.close());
        return;
      }
      const timestamp = packet.timestamp - this.originS, first = this.reachedS === -Infinity;
      // Matroska need not say how long the last one is, and what has no length is not played from MOV.
      if (packet.duration > 0) this.lengthS = packet.duration;
      const same = this.originS === 0 && packet.duration > 0;
      await written(() => this.out.add(same ? packet : packet.clone({timestamp, duration: this.lengthS}), first));
      this.reachedS = timestamp;
    }
  }
}
