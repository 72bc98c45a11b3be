#include "app/action.hpp"

#include <tuple>

namespace labelscape {

ActionQueue::ActionQueue() = default;
ActionQueue::ActionQueue(ActionQueue&&) noexcept = default;
ActionQueue& ActionQueue::operator=(ActionQueue&&) noexcept = default;
ActionQueue::~ActionQueue() = default;

template <class T>
void ActionQueue::push(T action) {
    actions_.emplace_back(std::move(action));
}

void ActionQueue::push_any(Action action) {
    actions_.push_back(std::move(action));
}
std::vector<Action> ActionQueue::take() {
    return std::exchange(actions_, {});
}
bool ActionQueue::empty() const {
    return actions_.empty();
}

namespace {

/// Naming push<T> for each kind makes the compiler write it down here.
template <class... T>
auto all_pushes(std::in_place_type_t<std::variant<T...>>) {
    return std::tuple(&ActionQueue::push<T>...);
}
[[gnu::used]] const auto k_all_pushes = all_pushes(std::in_place_type<Action>);

}  // namespace

}  // namespace labelscape
