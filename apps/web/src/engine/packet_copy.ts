// SPDX-License-Identifier: Apache-2.0
// A film's tracks whose packets are copied unchanged, in step with the sound that is made.
import {EncodedAudioPacketSource, EncodedPacketSink, EncodedVideoPacketSource} from "mediabunny";
import type {EncodedPacket, InputAudioTrack, InputTrack, InputVideoTrack, Output} from "mediabunny";
import {Told} from "./told";

type Add = (packet: EncodedPacket, first: boolean) => Promise<void>;

/** What a track says of itself. */
export async function said(track: InputTrack) {
  return {languageCode: await track.getLanguageCode(), name: await track.getName() ?? undefined,
          disposition: await track.getDisposition()};
}

export class PacketCopy {
  private readonly packets: AsyncGenerator<EncodedPacket, void>;
  private next: EncodedPacket | null | undefined;
  private begun = false;

  private constructor(track: InputTrack, private readonly originS: number, private readonly add: Add) {
    this.packets = new EncodedPacketSink(track).packets();
  }

  static async picture(output: Output, track: InputVideoTrack, originS: number): Promise<PacketCopy> {
    const codec = await track.getCodec(), decoderConfig = await track.getDecoderConfig();
    if (codec === null || decoderConfig === null || !output.format.getSupportedVideoCodecs().includes(codec)) {
      throw new Told("This film's picture is of a kind that cannot be copied here; export the sound alone.");
    }
    const source = new EncodedVideoPacketSource(codec);
    output.addVideoTrack(source, {...await said(track), rotation: await track.getRotation()});
    return new PacketCopy(track, originS, (packet, first) => source.add(packet, first ? {decoderConfig} : undefined));
  }
  /** Of a track whose code is known. */
  static async sound(output: Output, track: InputAudioTrack, originS: number): Promise<PacketCopy> {
    const codec = (await track.getCodec())!, decoderConfig = (await track.getDecoderConfig())!;
    const source = new EncodedAudioPacketSource(codec), told = await said(track);
    // What is heard is the sound that players begin with.
    output.addAudioTrack(source, {...told, disposition: {...told.disposition, default: false, primary: false}});
    return new PacketCopy(track, originS, (packet, first) => source.add(packet, first ? {decoderConfig} : undefined));
  }

  /** Copies up to a time of the programme, in s. */
  async until(timeS: number): Promise<void> {
    for (;;) {
      if (this.next === undefined) this.next = (await this.packets.next()).value ?? null;
      if (this.next === null) return;
      const timestamp = this.next.timestamp - this.originS;
      if (timestamp > timeS) return;
      await this.add(this.originS === 0 ? this.next : this.next.clone({timestamp}), !this.begun);
      this.begun = true;
      this.next = undefined;
    }
  }
}
