// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/media/encoded_stream.h"
#include "otoscape/base/result.h"

struct AVFormatContext;
struct AVStream;

namespace otoscape::io::media {

// Adds a stream to `out` whose packets are copied from `in`: parameters, aspect ratio, frame rate,
// tags, side data and dispositions, in the form that this container needs.
Status add_copied_stream(const AVStream& in, bool original, AVFormatContext& out);

// Adds a stream to `out` for a picture of `in` that is encoded anew: tags, rates, side data and
// disposition of the source, without what describes its packets.
Status add_encoded_stream(const AVStream& in, const EncodedStream& picture, AVFormatContext& out);

// Whether a cover becomes an attachment of the file: it then has no packets.
bool is_attached(const AVStream& in, const AVFormatContext& out);

// Packet identifiers and programmes of a transport stream, where both files are one. source_of: the
// source stream of each stream of `out`.
void copy_programmes(const AVFormatContext& in, const std::vector<int>& source_of, bool blu_ray,
                     AVFormatContext& out);

}  // namespace otoscape::io::media
