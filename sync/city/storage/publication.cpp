// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/publication.h"

namespace qp::city::storage {

Result<std::size_t> publish_changed(store::Content& content,
                                    const std::vector<Publication>& publications) {
    std::vector<Publication> changed;
    for (const Publication& publication : publications) {
        const auto before = content.entity(publication.kind, publication.id);
        if (!before) return fail(before.error());
        if (*before && (*before)->scope == publication.scope &&
            (*before)->version == publication.version && (*before)->payload == publication.payload)
            continue;
        // A tombstone of something that nobody ever saw.
        if (!*before && !publication.payload) continue;
        changed.push_back(publication);
    }
    if (auto done = content.publish(changed); !done) return fail(done.error());
    return changed.size();
}

Result<std::uint64_t> newest_tombstone(store::Content& content) {
    auto find = content.database().prepare(
        "SELECT seq FROM entities WHERE payload IS NULL ORDER BY seq DESC LIMIT 1");
    if (!find) return fail(find.error());
    const auto row = find->step();
    if (!row) return fail(row.error());
    return *row ? static_cast<std::uint64_t>(find->integer(0)) : 0;
}

}  // namespace qp::city::storage
