// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/preset_list.h"

#include "app/catalog/catalog.h"
#include "app/delivery/exporter.h"
#include "ui/models/deliver_crops.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace batchroom {

namespace {

constexpr int longestSide = 16'384; // as the export allows

QString tr(const char* text)
{
    return PresetList::tr(text);
}

QString ownPlatform()
{
    return tr("Own sizes");
}

Preset ownPreset(QSize size)
{
    Preset preset;
    preset.id = QStringLiteral("%1x%2").arg(size.width()).arg(size.height());
    preset.platform = ownPlatform();
    preset.placement = tr("Own size");
    preset.label = ratioText(size);
    preset.size = size;
    return preset;
}

// "1080 1350", "1080x1350" and "1080 × 1350" find the same.
QString searchable(QString text)
{
    static const QRegularExpression cross(QStringLiteral("(\\d)\\s*[x×*]\\s*(\\d)"));
    text.replace(cross, QStringLiteral("\\1 \\2"));
    return text.toCaseFolded();
}

bool matches(const Preset& preset, const QStringList& words)
{
    const QString text = searchable(QStringLiteral("%1 %2 %3 %4 %5x%6 %7 %8")
                                        .arg(preset.platform, preset.label, preset.placement, preset.id)
                                        .arg(preset.size.width())
                                        .arg(preset.size.height())
                                        .arg(ratioText(preset.size), preset.aliases.join(u' ')));
    return std::ranges::all_of(words, [&text](const QString& word) { return text.contains(word); });
}

QString confidenceText(QChar confidence)
{
    switch (confidence.unicode()) {
    case u'A': return tr("Confidence A: from the platform itself.");
    case u'B': return tr("Confidence B: several sources agree.");
    case u'C': return tr("Confidence C: one source, sources that differ, or our own figure.");
    default: return {};
    }
}

} // namespace

QSize ownSize(const QString& presetId)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,5})x(\\d{1,5})$"));
    const QRegularExpressionMatch match = pattern.match(presetId);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    const bool isPossible = !size.isEmpty() && std::max(size.width(), size.height()) <= longestSide;
    return isPossible ? size : QSize();
}

QString presetFacts(const Preset& preset)
{
    QStringList lines;
    lines.append(QStringLiteral("%1, %2").arg(preset.platform, preset.placement));
    lines.append(QStringLiteral("%1, %2").arg(pixelText(preset.size), ratioText(preset.size)));
    if (preset.maxBytes > 0)
        lines.append(tr("At most %1; the quality is lowered when that is needed.")
                         .arg(QLocale().formattedDataSize(preset.maxBytes, 0, QLocale::DataSizeSIFormat)));
    if (!preset.safeZone.isNull())
        lines.append(tr("Covered: top %1, right %2, bottom %3, left %4 pixels.")
                         .arg(preset.safeZone.top())
                         .arg(preset.safeZone.right())
                         .arg(preset.safeZone.bottom())
                         .arg(preset.safeZone.left()));
    if (!preset.note.isEmpty())
        lines.append(preset.note);
    if (!preset.confidence.isNull())
        lines.append(confidenceText(preset.confidence));
    if (!preset.source.isEmpty())
        lines.append(tr("Source: %1").arg(preset.source));
    if (!preset.checked.isEmpty())
        lines.append(tr("Checked on %1.").arg(preset.checked));
    return lines.join(u'\n');
}

PresetList::PresetList(const Catalog& catalog, QObject* parent)
    : QAbstractListModel(parent)
{
    for (const QString& platform : catalog.platforms())
        for (const Preset& preset : catalog.presets())
            if (preset.platform == platform)
                m_choices.push_back({preset, false});
    m_rows = wantedRows();
}

int PresetList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PresetList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[size_t(index.row())];
    return row.choice < 0 ? headingData(row, role) : choiceData(m_choices[size_t(row.choice)], role);
}

QVariant PresetList::headingData(const Row& row, int role) const
{
    const auto isOf = [&row](const Choice& choice) { return choice.preset.platform == row.platform; };
    const auto all = int(std::ranges::count_if(m_choices, isOf));
    const auto on =
        int(std::ranges::count_if(m_choices, [&](const Choice& choice) { return isOf(choice) && choice.isChosen; }));
    switch (role) {
    case Qt::DisplayRole:
    case PlatformRole: return row.platform;
    case Qt::AccessibleTextRole: return tr("%1, %2 of %3 chosen").arg(row.platform).arg(on).arg(all);
    case IsHeadingRole: return true;
    case ChosenRole: return on;
    case AllRole: return all;
    default: return {};
    }
}

QVariant PresetList::choiceData(const Choice& choice, int role) const
{
    const Preset& preset = choice.preset;
    const double loss = m_picture.isEmpty() ? 0 : cropLoss(m_picture, preset.size);
    switch (role) {
    case Qt::DisplayRole: return preset.label;
    case Qt::CheckStateRole: return choice.isChosen ? Qt::Checked : Qt::Unchecked;
    case Qt::ToolTipRole:
        return isHarsh(m_picture, preset.size)
            ? tr("Loses %1 % of this picture.").arg(percent(loss)) + u'\n' + presetFacts(preset)
            : presetFacts(preset);
    case Qt::AccessibleTextRole:
        return isHarsh(m_picture, preset.size)
            ? tr("%1, %2, loses %3 %").arg(presetName(preset), pixelText(preset.size)).arg(percent(loss))
            : QStringLiteral("%1, %2").arg(presetName(preset), pixelText(preset.size));
    case IsHeadingRole: return false;
    case IdRole: return preset.id;
    case SizeRole: return preset.size;
    case LossRole: return loss;
    case PlatformRole: return preset.platform;
    default: return {};
    }
}

bool PresetList::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole)
        return false;
    const int choice = m_rows[size_t(index.row())].choice;
    if (choice < 0)
        return false;
    setIsChosen(m_choices[size_t(choice)].preset.id, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags PresetList::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return {};
    // Headings are passed over by the arrow keys.
    if (m_rows[size_t(index.row())].choice < 0)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren;
}

std::vector<PresetList::Row> PresetList::wantedRows() const
{
    static const QRegularExpression spaces(QStringLiteral("\\s+"));
    const QStringList words = searchable(m_search).split(spaces, Qt::SkipEmptyParts);
    std::vector<Row> rows;
    QString headed;
    for (size_t index = 0; index < m_choices.size(); ++index) {
        const Preset& preset = m_choices[index].preset;
        if (!matches(preset, words))
            continue;
        if (headed != preset.platform) {
            headed = preset.platform;
            rows.push_back({headed, -1});
        }
        rows.push_back({{}, int(index)});
    }
    return rows;
}

// The rows that are and the rows to be are both parts of one fixed sequence, so that whole ranges come and go.
void PresetList::refreshRows()
{
    const std::vector<Row> wanted = wantedRows();
    const auto isSame = [](const Row& one, const Row& other) {
        return one.choice == other.choice && one.platform == other.platform;
    };
    const auto isIn = [&isSame](const std::vector<Row>& rows, const Row& row) {
        return std::ranges::any_of(rows, [&](const Row& other) { return isSame(row, other); });
    };
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (isIn(wanted, m_rows[size_t(row)]))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(wanted.size()); ++row) {
        if (row < int(m_rows.size()) && isSame(m_rows[size_t(row)], wanted[size_t(row)]))
            continue;
        beginInsertRows({}, row, row);
        m_rows.insert(m_rows.begin() + row, wanted[size_t(row)]);
        endInsertRows();
    }
}

void PresetList::setSearch(const QString& text)
{
    m_search = text;
    refreshRows();
}

int PresetList::choiceOf(const QString& id) const
{
    for (size_t index = 0; index < m_choices.size(); ++index) {
        const Preset& preset = m_choices[index].preset;
        if (preset.id == id || preset.aliases.contains(id))
            return int(index);
    }
    return -1;
}

int PresetList::ensureOwnSize(QSize size)
{
    const Preset preset = ownPreset(size);
    const int known = choiceOf(preset.id);
    if (known >= 0)
        return known;
    // Behind the other own sizes; choices of the rows that follow move on by one.
    size_t at = 0;
    while (at < m_choices.size() && m_choices[at].preset.platform == preset.platform)
        ++at;
    m_choices.insert(m_choices.begin() + qsizetype(at), Choice{preset, false});
    for (Row& row : m_rows)
        if (row.choice >= int(at))
            ++row.choice;
    refreshRows();
    return int(at);
}

QString PresetList::addOwnSize(QSize size)
{
    const int choice = ensureOwnSize(size);
    const QString id = m_choices[size_t(choice)].preset.id;
    setIsChosen(id, true);
    return id;
}

void PresetList::setChosen(const QStringList& ids)
{
    for (const QString& id : ids)
        if (choiceOf(id) < 0 && !ownSize(id).isEmpty())
            ensureOwnSize(ownSize(id));
    bool isChanged = false;
    for (size_t index = 0; index < m_choices.size(); ++index) {
        Choice& choice = m_choices[index];
        const bool isOn = std::ranges::any_of(
            ids, [&](const QString& id) { return choice.preset.id == id || choice.preset.aliases.contains(id); });
        isChanged = isChanged || isOn != choice.isChosen;
        choice.isChosen = isOn;
    }
    if (!isChanged)
        return;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(int(m_rows.size()) - 1));
    Q_EMIT chosenChanged();
}

QStringList PresetList::chosen() const
{
    QStringList ids;
    for (const Choice& choice : m_choices)
        if (choice.isChosen)
            ids.append(choice.preset.id);
    return ids;
}

QList<Preset> PresetList::chosenPresets() const
{
    QList<Preset> presets;
    for (const Choice& choice : m_choices)
        if (choice.isChosen)
            presets.append(choice.preset);
    return presets;
}

const Preset* PresetList::preset(const QString& id) const
{
    const int choice = choiceOf(id);
    return choice < 0 ? nullptr : &m_choices[size_t(choice)].preset;
}

bool PresetList::isChosen(const QString& id) const
{
    const int choice = choiceOf(id);
    return choice >= 0 && m_choices[size_t(choice)].isChosen;
}

void PresetList::setIsChosen(const QString& id, bool isChosen)
{
    const int choice = choiceOf(id);
    if (choice < 0 || m_choices[size_t(choice)].isChosen == isChosen)
        return;
    m_choices[size_t(choice)].isChosen = isChosen;
    tellChange(choice);
    Q_EMIT chosenChanged();
}

void PresetList::tellChange(int choice)
{
    const QString platform = m_choices[size_t(choice)].preset.platform;
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[size_t(row)].choice == choice || m_rows[size_t(row)].platform == platform)
            Q_EMIT dataChanged(index(row), index(row));
}

void PresetList::setPicture(QSize size)
{
    if (m_picture == size)
        return;
    m_picture = size;
    if (!m_rows.empty())
        Q_EMIT dataChanged(
            index(0), index(int(m_rows.size()) - 1), {LossRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
}

QModelIndex PresetList::indexOf(const QString& id) const
{
    const int choice = choiceOf(id);
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (choice >= 0 && m_rows[size_t(row)].choice == choice)
            return index(row);
    return {};
}

} // namespace batchroom
