// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/publication.h"

namespace qp::city::storage {

Result<std::size_t> publish_changed(store::Content& content,
                                    const std::vector<Publication>& publications) {
    std::size_t published = 0;
    for (const Publication& publication : publications) {
        const auto before = content.entity(publication.kind, publication.id);
        if (!before) return fail(before.error());
        if (*before && (*before)->scope == publication.scope &&
            (*before)->version == publication.version && (*before)->payload == publication.payload)
            continue;
        // A tombstone of something that nobody ever saw.
        if (!*before && !publication.payload) continue;
        std::optional<BytesView> payload;
        if (publication.payload) payload = BytesView{*publication.payload};
        const auto seq = content.publish(publication.kind, publication.id, publication.scope,
                                         publication.version, payload);
        if (!seq) return fail(seq.error());
        ++published;
    }
    return published;
}

}  // namespace qp::city::storage
