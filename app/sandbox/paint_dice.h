// SPDX-License-Identifier: GPL-3.0-or-later
// The only randomness of the painter: a small generator whose whole course follows from its seed. Value; any thread.
#pragma once

#include <QStringView>

#include <cstddef>

namespace batchroom::paint {

constexpr quint64 stir(quint64 value)
{
    value += 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31);
}

inline quint64 hashText(QStringView text, quint64 start = 0xCBF29CE484222325ULL)
{
    quint64 hash = start;
    for (const QChar unit : text)
        hash = (hash ^ unit.unicode()) * 0x100000001B3ULL;
    return stir(hash);
}

class Dice {
public:
    explicit Dice(quint64 seed)
        : m_state(stir(seed))
    {
    }
    quint64 next() { return stir(m_state += 0x632BE59BD9B4E019ULL); }
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * unit(); }
    int below(int count) { return count <= 1 ? 0 : static_cast<int>(next() % static_cast<quint64>(count)); }
    bool chance(double share) { return unit() < share; }
    template <typename List>
    const auto& pick(const List& list)
    {
        using Index = decltype(std::size(list));
        return list[static_cast<Index>(below(static_cast<int>(std::size(list))))];
    }

private:
    quint64 m_state;
};

} // namespace batchroom::paint
