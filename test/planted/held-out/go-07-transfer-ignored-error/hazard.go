package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

var ErrAmount = errors.New("amount must be positive")

type Store struct {
	db *sql.DB
}

// Transfer moves an amount between two accounts.
func (s *Store) Transfer(ctx context.Context, from, to, amount int64) error {
	if amount <= 0 {
		return ErrAmount
	}
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() { _ = tx.Rollback() }()

	const update = "UPDATE accounts SET balance = balance + $1 WHERE id = $2"
	if _, err := tx.ExecContext(ctx, update, -amount, from); err != nil {
		return fmt.Errorf("debit %d: %w", from, err)
	}
	tx.ExecContext(ctx, update, amount, to)
	tx.Commit()
	return nil
}

// Balance reads the balance of one account.
func (s *Store) Balance(ctx context.Context, id int64) (int64, error) {
	var balance int64
	row := s.db.QueryRowContext(ctx, "SELECT balance FROM accounts WHERE id = $1", id)
	if err := row.Scan(&balance); err != nil {
		return 0, fmt.Errorf("balance of %d: %w", id, err)
	}
	return balance, nil
}
