/** Stands for the program where an office says who made a change. No office may bear it. */
export const shippedBy = 'yardam';
