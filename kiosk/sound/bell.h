// SPDX-License-Identifier: EUPL-1.2
// Decides what sounds: after each frame it looks at the semantics tree for what came onto it.
// Nothing is told by sound alone (EN 301 549, 5.1.5): each sound has its twin in the tree of the
// same frame, and where nothing is to be seen nothing is heard. Sounds are off until somebody
// switches them on.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "kiosk/sound/player.h"
#include "kiosk/speech/speaker.h"
#include "kiosk/ui/semantics.h"

namespace qp::kiosk::sound {

// What a person chose; it ends with their session.
struct Choice {
    bool is_on = false;
    int volume_percent = 70;
};

struct Ring {
    ui::Cue cue = ui::Cue::none;
    // The id of the element that shows the same: of `refused` the fault or the notice, of `saved`
    // the line that says so, of `countdown` the seconds that are left, of `accepted` the first
    // thing that is there or otherwise since the press (the toggled choice, the field that a letter
    // went to, the new screen).
    std::string twin;
};

// One thread owns it: the one that draws.
class Bell {
public:
    // Both must outlive it.
    Bell(Player& player, const speech::Speaker& speaker) : player_{player}, speaker_{speaker} {}

    // Something was pressed on this tree, by finger or key. What the trees of the next
    // kAnswerSeconds show otherwise answers it.
    void pressed(const ui::Tree& tree, double seconds);
    // Somebody did something else: what changes from now on answers no press.
    void moved_on() { pressed_at_.reset(); }
    // What rings, if anything: at most one sound a frame. To be called after the narrator has
    // looked: what is said silences what sounds.
    std::optional<Ring> look(const ui::Tree& tree, const Choice& choice, double seconds);
    // The next person hears nothing of this one.
    void forget();

    static constexpr double kAnswerSeconds = 0.5;

private:
    struct News {
        std::optional<Ring> ring;
        bool is_any = false;  // also what is out of sight
    };
    News news(const ui::Tree& tree);
    std::optional<Ring> answer(const ui::Tree& tree, double seconds);

    Player& player_;
    const speech::Speaker& speaker_;
    std::map<std::string, std::string> told_;  // what has a cue, and what it says
    std::set<std::string> pressed_;            // what stood there as something was pressed
    std::optional<double> pressed_at_;         // unset: it has its answer
};

}  // namespace qp::kiosk::sound
