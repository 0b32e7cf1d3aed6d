// SPDX-License-Identifier: EUPL-1.2
#include "sync/city/storage/unusable_files.h"

#include "native/files.h"

namespace qp::city::storage {

namespace {

template <class Opened>
Status looked_at(const Opened& opened) {
    return opened ? Status{} : fail(opened.error());
}

}  // namespace

Result<std::vector<KeptAside>> keep_unusable_aside(const DataFiles& files, Instant now) {
    std::vector<KeptAside> kept;
    const auto look = [&](const std::string& path, const Status& found) -> Status {
        if (found) return {};
        const Error& why = found.error();
        if (why.code != Code::damaged && why.code != Code::too_new) return fail(why);
        // The mark first: a crash in between must not begin anew under the old epoch.
        if (auto marked = native::write_durably(files.restored, {}, native::Access::owner); !marked)
            return marked;
        auto aside = native::set_aside(path, now);
        if (!aside) return fail(aside.error());
        kept.push_back({path, *aside, why});
        return {};
    };
    if (auto done = look(files.operations, looked_at(OperationLog::open(files.operations))); !done)
        return fail(done.error());
    if (auto done = look(files.ballots, looked_at(BallotBox::open(files.ballots))); !done)
        return fail(done.error());
    if (auto done = look(files.content, looked_at(store::Content::open(files.content))); !done)
        return fail(done.error());
    return kept;
}

}  // namespace qp::city::storage
