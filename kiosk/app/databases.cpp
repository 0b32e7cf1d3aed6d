// SPDX-License-Identifier: EUPL-1.2
#include "kiosk/app/databases.h"

#include <spdlog/spdlog.h>

#include "core/store/take_up.h"
#include "native/files.h"
#include "native/logging.h"

namespace qp::kiosk::app {
namespace {

// A person waits for this file's commits. As long as SQLite lets its log become before it moves it
// into the file (1,000 pages).
constexpr std::int64_t kLogRoom = 4 << 20;

template <class Open>
auto open_or_set_aside(const std::string& path, Instant now, std::vector<KeptAside>& kept,
                       const Open& open) -> decltype(open()) {
    auto opened = open();
    if (opened) return opened;
    const Error why = opened.error();
    if (why.code != Code::damaged && why.code != Code::too_new) return opened;
    auto aside = native::set_aside(path, now);
    if (!aside) return fail(aside.error());
    spdlog::error("{} cannot be used ({}), kept as {}", path, native::describe(why), *aside);
    kept.push_back({why.code, *aside});
    return open();
}

// A file that is still not to be read says nothing new: that was told when it was set aside.
void take_up_kept(const std::string& local_path, store::Local& local) {
    for (const std::string& path : native::kept_aside(local_path)) {
        const auto taken = store::take_up(local, path);
        if (taken) {
            spdlog::info("{} can be read again: {} of its entries are taken up", path, *taken);
            native::remove_database(path);  // where it stays it brings nothing new next time
        } else if (taken.error().code != Code::too_new && taken.error().code != Code::damaged) {
            spdlog::error("{} is not taken up yet: {}", path, native::describe(taken.error()));
        }
    }
}

}  // namespace

Result<Databases> open_databases(const std::string& folder, Random& random, Clock& clock,
                                 store::Room& room) {
    if (auto made = native::make_folder(folder); !made) return fail(made.error());
    const std::string content_path = folder + "/content.db";
    const std::string local_path = folder + "/local.db";
    std::vector<KeptAside> kept;
    auto content = open_or_set_aside(content_path, clock.now(), kept,
                                     [&] { return store::Content::open(content_path); });
    if (!content) return fail(content.error());
    auto local = open_or_set_aside(local_path, clock.now(), kept, [&] {
        return store::Local::open(local_path, store::DeviceKind::kiosk, random, clock, room);
    });
    if (!local) return fail(local.error());
    take_up_kept(local_path, *local);
    if (auto made = local->database().keep_log_room(kLogRoom); !made)
        spdlog::warn("{}: saving will take longer ({})", local_path,
                     native::describe(made.error()));
    return Databases{std::move(*content), std::move(*local), content_path, local_path,
                     std::move(kept)};
}

}  // namespace qp::kiosk::app
