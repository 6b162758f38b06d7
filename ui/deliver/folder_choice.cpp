// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/deliver/folder_choice.h"

#include "ui/kit/buttons.h"
#include "ui/kit/labels.h"
#include "ui/kit/layout.h"
#include "ui/kit/popups.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>

namespace batchroom {

QString shownFolder(const QString& folder)
{
    const QString home = QDir::homePath();
    const bool isBelowHome = home.size() > 1 && folder.startsWith(home + QLatin1Char('/'));
    return QDir::toNativeSeparators(isBelowHome ? QLatin1Char('~') + folder.mid(home.size()) : folder);
}

FolderChoice::FolderChoice(const QString& standard, const QString& chosen, QWidget* parent)
    : QWidget(parent)
    , m_standard(standard)
    , m_path(new TextLabel(QString(), FontRole::Small, ColorRole::Muted))
    , m_button(new Button(tr("Change...")))
{
    m_button->setObjectName(QStringLiteral("folderButton"));
    m_button->setSize(ButtonSize::Small);
    m_button->setAccessibleName(tr("Change the folder"));
    m_path->setObjectName(QStringLiteral("folderPath"));
    m_path->setElide(Qt::ElideMiddle);
    auto* what = new TextLabel(tr("Folder on this computer"));
    what->setElide(Qt::ElideRight);
    setLayout(column(
        {new TextLabel(tr("Send to"), FontRole::Section), Gap{8},
            row({new IconLabel(IconId::Folder, ColorRole::Muted, 20), Wide{boxed(column({what, m_path}, 0))}, m_button},
                12)},
        0, margins(16, 12)));
    connect(m_button, &Button::clicked, this, &FolderChoice::openMenu);
    setChosen(chosen);
}

void FolderChoice::setChosen(const QString& folder)
{
    m_chosen = folder == m_standard ? QString() : folder;
    m_path->setText(m_chosen.isEmpty() ? tr("exports in the library") : shownFolder(m_chosen));
    setTooltip(m_path, QDir::toNativeSeparators(this->folder()));
}

// Back to the standard is worth an entry only when there is somewhere to come back from.
void FolderChoice::openMenu()
{
    if (m_chosen.isEmpty()) {
        browse();
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Choose a folder...")), &QAction::triggered, this, [this] { browse(); });
    connect(menu->addAction(tr("Back to exports in the library")), &QAction::triggered, this,
        [this] { choose(QString()); });
    menu->popup(m_button->mapToGlobal(QPoint(0, m_button->height() + 4)));
}

void FolderChoice::browse(const std::function<void()>& then)
{
    auto* dialog = new QFileDialog(this, tr("Folder for the files"), folder());
    dialog->setObjectName(QStringLiteral("folderDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, then](const QString& folder) {
        choose(folder);
        if (then)
            then();
    });
    dialog->open();
}

void FolderChoice::choose(const QString& folder)
{
    setChosen(folder);
    Q_EMIT changed();
}

} // namespace batchroom
